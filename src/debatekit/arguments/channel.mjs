// Lines in the gap between two rows: which of them runs above which, so that they cross each other least.

/**
 * Give each net its `track`, 0 the highest. A net runs across once; `bottoms` and `tops` are where it comes in from below
 * and goes out above. Nets that go straight up need no track and get null. Returns how many tracks there are.
 */
export function assignTracks(nets) {
  const bent = [];
  for (const net of nets) {
    const ends = [...net.bottoms, ...net.tops];
    [net.left, net.right] = [Math.min(...ends), Math.max(...ends)];
    net.track = null;
    if (net.right - net.left > 0.5) bent.push(net);
  }
  const order = [];
  for (const net of bent) order.splice(bestPlace(order, net), 0, net);
  for (let round = 0; round < 4; round += 1) {
    for (const net of bent) {
      const at = order.indexOf(net);
      order.splice(at, 1);
      const best = bestPlace(order, net);
      order.splice(total(order, net, best) < total(order, net, at) ? best : at, 0, net);
    }
  }
  order.forEach((net, i) => {
    net.track = 0;
    for (const above of order.slice(0, i)) if (touch(above, net)) net.track = Math.max(net.track, above.track + 1);
  });
  return order.reduce((most, net) => Math.max(most, net.track + 1), 0);
}

const NEAR = 7;
const inside = (x, net) => x > net.left - NEAR && x < net.right + NEAR;
const touch = (a, b) => a.left < b.right + 2 * NEAR && b.left < a.right + 2 * NEAR;

/** What it costs that `a` runs above `b`: a crossing each time one has to pass the other, and much more where they would run in one. */
function cost(a, b) {
  let sum = 0;
  for (const x of a.bottoms) if (inside(x, b)) sum += b.tops.some((other) => Math.abs(other - x) < NEAR) ? 20 : 1;
  for (const x of b.tops) if (inside(x, a)) sum += 1;
  return sum;
}

function total(order, net, place) {
  return order.reduce((sum, other, i) => sum + (i < place ? cost(other, net) : cost(net, other)), 0);
}

function bestPlace(order, net) {
  let best = 0;
  for (let place = 1; place <= order.length; place += 1) if (total(order, net, place) < total(order, net, best)) best = place;
  return best;
}
