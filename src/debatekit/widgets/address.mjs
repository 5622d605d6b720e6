// Addresses of the web: pure functions, tested without a browser.

/** The host of an address, as a short name for a link; what is no address stays as it is. */
export function host(address) {
  try {
    return new URL(address).hostname.replace(/^(www|amp)\./, "") || address;
  } catch {
    return address;
  }
}
