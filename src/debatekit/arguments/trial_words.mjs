// What a trial says in words and figures. Pure.

/** 0.5 as “0.50”. */
export function number(value) {
  return value.toFixed(2);
}

/** A difference with its sign: “+0.07”, “−0.07”, “0.00”. */
export function signed(value) {
  const text = Math.abs(value).toFixed(2);
  if (text === "0.00") return text;
  return `${value > 0 ? "+" : "−"}${text}`;
}

/** A change of the thesis, which may be small: “+0.012”. */
export function change(value) {
  const text = Math.abs(value).toFixed(3);
  if (text === "0.000") return "no change";
  return `${value > 0 ? "+" : "−"}${text}`;
}

/** How the thesis stands, in words; `start` is its own truth. */
export function verdictOf(strength, start) {
  const how = "On this map, as you have set it, the reasons";
  if (Math.abs(strength - start) < 0.005) return `${how} for it and against it are in balance.`;
  return strength > start ? `${how} for it outweigh those against it.` : `${how} against it outweigh those for it.`;
}

/** What one finds when one asks which claim decides; `effects` are by how much the thesis would move. */
export function decision(effects) {
  const most = Math.max(...effects.map(Math.abs));
  if (most < 0.1) return `No claim decides alone: without any one of them the thesis moves by ${number(most)} at most.`;
  const many = effects.filter((effect) => Math.abs(effect) > 0.75 * most).length;
  return many === 1 ? `One claim weighs most: without it the thesis moves by ${number(most)}.` : `${many} claims weigh about alike: without one of them the thesis moves by up to ${number(most)}.`;
}

/** What would have to be false: `sets` sets of `claims` claims each do it. */
export function fallOf({ sets, claims }) {
  if (!sets) return "nothing more";
  if (claims === 1) return sets === 1 ? "one claim alone" : `any one of ${sets} claims`;
  return sets === 1 ? `${claims} claims together` : `any of ${sets} sets of ${claims} claims`;
}
