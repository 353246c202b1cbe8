/** Codes of new files, known to this tab alone until they stand on a receipt. */

const key = (number) => `kode:${number}`;

export const keepCode = (number, code) => code && sessionStorage.setItem(key(number), code);
export const codeOf = (number) => sessionStorage.getItem(key(number)) ?? "";
