// What this browser keeps of a class: like `localStorage`, but where the browser keeps nothing, or has no room, it lasts as long as the page.
const memory = new Map(); // newer than what the browser has

export const shelf = {
  getItem(name) {
    if (memory.has(name)) return memory.get(name);
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  },
  setItem(name, value) {
    try {
      localStorage.setItem(name, value);
      memory.delete(name);
    } catch {
      memory.set(name, value);
    }
  },
  removeItem(name) {
    memory.delete(name);
    try {
      localStorage.removeItem(name);
    } catch {
      // It was never there.
    }
  },
};
