// The code of a class and a person's way back, as people type them. Pure.

/** The code of a class in what somebody typed or scanned, such as “abc def”; "" if there is none. */
export function codeIn(text) {
  return text.toUpperCase().replace(/[^A-Z0-9]/g, "").slice(0, 12);
}

/** The 16 characters of a way back in what somebody typed; "" if they are not 16. */
export function tokenIn(text) {
  const letters = text.toUpperCase().replace(/[^A-Z0-9]/g, "");
  return letters.length === 16 ? letters : "";
}

/** A token as its owner writes it down: XXXX-XXXX-XXXX-XXXX. */
export function wayBack(token) {
  return token.match(/.{1,4}/g).join("-");
}
