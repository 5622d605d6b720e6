// The phone in class: one page from the code to the result. What it shows follows from the state of the class, own votes and the line.
import "./theme.mjs";
import { clock } from "./clock.mjs";
import { codeIn } from "./codes.mjs";
import { drafts } from "./drafts.mjs";
import { backOff, patiently, request, root } from "./line.mjs";
import { outbox } from "./outbox.mjs";
import { askedScreens } from "./phone_asked.mjs";
import { joinScreens } from "./phone_join.mjs";
import { menu } from "./phone_menu.mjs";
import { ownName } from "./phone_name.mjs";
import { ownVotes } from "./phone_votes.mjs";
import { shelf } from "./shelf.mjs";
import { signedIn } from "./signed_in.mjs";
import { listen, onReturn } from "./stream.mjs";
import { h, redraw } from "../../widgets/dom.mjs";

const part = (id) => document.getElementById(id);
const code = codeIn(location.pathname.split("/").findLast(Boolean) ?? "");
const place = `debatekit-class-${root.pathname}-${code}`;

/** All that the page shows hangs on this, and every change of it is followed by `draw()`. */
const page = {
  code, place, screen: "loading", about: null, token: null, state: null, mine: null, box: null, message: "", why: "", news: "", isUp: true, isJoining: false, isOwnShown: false,
  draw, say, show, enter, forget, lost, patiently: untilAnswered, clock: clock(tick), draft: drafts(place),
};
page.ownName = ownName(page);
const screens = { ...joinScreens(page), ...askedScreens(page) };
const sheet = menu(page, part("sheet"));
let line = null;
let votes = null;

function draw() {
  const title = page.state?.class?.title ?? page.about?.class?.title ?? "";
  write(part("title"), title);
  document.title = title || "Class";
  part("menu").hidden = page.screen !== "class";
  const isLoading = page.screen === "loading" || (page.screen === "class" && !(page.state && page.mine));
  redraw(part("phone"), isLoading ? h("p", { class: "dk-phone-loading", tabindex: "-1", "data-focus": "" }, "Opening the class …") : screens[page.screen]());
  redraw(part("asks"), page.ownName.line(() => sheet.open("name")) ?? []);
  write(part("strip"), strip());
  write(part("message"), page.message);
  write(part("news"), page.news);
  sheet.draw();
}

let shownTime = "";
function tick(left) {
  if (left === shownTime) return;
  shownTime = left;
  for (const shown of document.querySelectorAll("[data-clock]")) shown.textContent = left;
  if (left === "0:10") say("10 seconds left.");
  if (left !== "0:00") return;
  draw();
  // With a line the class says itself that it is over.
  if (!page.isUp) say(`Time is over. ${page.unsent()}`.trim());
}

// A text that has not changed is not spoken again.
function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Speak to a screen reader, even if it is the same as before. */
function say(text) {
  page.news = page.news === text ? `${text}\u00a0` : text;
  write(part("news"), page.news);
}

function strip() {
  const waits = page.screen === "class" && page.box.waiting().some((vote) => vote.round !== page.state?.now?.round);
  const lost = page.isUp ? "" : "No line to the class. This page tries again by itself.";
  return [lost, waits && page.box.isHeld && "A vote for an earlier question is still kept on this phone."].filter(Boolean).join(" ");
}

function show(screen, message = "") {
  Object.assign(page, { screen, message });
  draw();
  scrollTo(0, 0);
}

/** Fetch what must be there before the page goes on; `{status: 0}` when nobody waits for it any more. */
async function untilAnswered(method, path, options) {
  const { token } = page;
  const answer = await patiently(method, path, { ...options, isWanted: () => token === page.token, unheard: (tries) => { page.isUp = tries < 1; draw(); } });
  if (answer.status) page.isUp = true;
  return answer;
}

async function begin() {
  const token = signedIn(place) || shelf.getItem(place);
  if (token) return enter(token);
  const { status, data } = await untilAnswered("GET", `api/about?code=${encodeURIComponent(code)}`);
  page.about = status === 200 ? data : null;
  show(status === 200 ? "notice" : "wrong", status === 200 || status === 404 ? "" : (data.error ?? ""));
}

/** Be in the class as the person of `token`. */
function enter(token) {
  shelf.setItem(place, token);
  page.token = token;
  votes = ownVotes(page);
  page.box = outbox({ place: `${place}-votes`, key: token, storage: shelf, answered: votes.answered, changed: held, unknown: lost });
  page.screen = "class";
  page.message = "";
  line = listen({ path: "api/stream", key: token, heard, changed, refused: lost });
  page.box.again();
  draw();
}

function held() {
  draw();
  const { now } = page.state ?? {};
  if (page.box.isHeld && now && page.box.waiting(now.round)) say("Your vote waits on this phone. It will be sent by itself as soon as the line is back.");
}

let darkness = null; // a line that is back at once is not worth a word
function changed({ up }) {
  clearTimeout(darkness);
  if (up) {
    page.isUp = true;
    page.box.again();
    if (page.mine) votes.look(); // another phone of the same person may have voted meanwhile
  } else {
    darkness = setTimeout(() => { page.isUp = false; draw(); }, 2500);
  }
  draw();
}

async function heard(state) {
  const [before, now] = [page.state?.now, state.now];
  const isNew = before?.round !== now?.round || before?.state !== now?.state;
  page.state = state;
  page.clock.set(now?.state === "open" ? now.seconds_left : null);
  // A round that is opened again may have been reset, and then a vote is gone.
  if (!page.mine || (isNew && before?.round === now?.round && now?.state === "open")) await votes.look();
  if (isNew) {
    if (before?.round !== now?.round) page.message = "";
    page.isOwnShown = false; // who asked to see it while voting does not mean to show it beside the result
    say(now ? { open: `Voting is open: ${now.question.text}`, closed: `Voting is over. ${page.unsent()}`.trim(), revealed: "The result is shown." }[now.state] : before ? "Nothing is asked just now." : "");
    scrollTo(0, 0);
  }
  draw();
}

function forget() {
  clearTimeout(darkness);
  line?.close();
  page.box?.close();
  page.box?.clear();
  page.clock.set(null);
  page.draft.drop();
  page.ownName.forget();
  for (const name of [place, `${place}-own`]) shelf.removeItem(name);
  Object.assign(page, { token: null, state: null, mine: null, isUp: true });
}

let isLost = false; // the stream and a vote may learn of it in the same moment

/** The class says that it does not know this phone. Believe it only if it is this class: another one may answer here, if it was begun by mistake. */
async function lost(_, answer) {
  const { token } = page;
  if (isLost || !token) return;
  isLost = true;
  line.close();
  page.box.close();
  const { status } = await request("GET", `api/about?code=${encodeURIComponent(code)}`).catch(() => ({ status: 0 }));
  if (status === 200 && token === page.token) {
    forget();
    page.why = answer.join_again ? answer.error : "";
    show("unknown");
  } else if (token === page.token) {
    page.isUp = false;
    draw();
    await new Promise((done) => setTimeout(done, 3000 + backOff(1)));
  }
  isLost = false;
  if (token === page.token) enter(token);
}

part("menu").addEventListener("click", () => sheet.open());
onReturn((isGone) => { line?.again(isGone); page.box?.again(); });
// Another tab of this browser has voted, or its vote has arrived.
addEventListener("storage", (event) => { if (event.key === `${place}-votes` && page.token) votes.look(); });
draw();
begin();
