// To a sign-in and back. What it brings stands behind the # of the address, and counts only in a browser that went there itself:
// else somebody could send a link with a token of their own, and read how its victim votes.
import { tokenIn } from "./codes.mjs";
import { root } from "./line.mjs";
import { shelf } from "./shelf.mjs";

const went = (place) => `${place}-signs-in`;

/** Leave for the sign-in at `address`, relative to the class. */
export function goToSignIn(place, address) {
  shelf.setItem(went(place), "yes");
  location.assign(new URL(address, root));
}

/** The token that a sign-in brought; "" if none did. It is taken out of the address. */
export function signedIn(place) {
  const token = tokenIn(new URLSearchParams(location.hash.slice(1)).get("token") ?? "");
  if (location.hash) history.replaceState(null, "", location.pathname + location.search);
  const isOurs = token && shelf.getItem(went(place));
  if (token) shelf.removeItem(went(place));
  return isOurs ? token : "";
}
