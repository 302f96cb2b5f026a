export { admitRender, admitRequests, isPressed, renderHoldMs } from './admit-requests.ts';
export { busyEntry, busyProblem } from './busy-answer.ts';
export { awayPage, busyPage } from './busy-page.ts';
export { sayCrowd, watchCrowd } from './crowd.ts';
export { type PlainPage, plainPage } from './plain-page.ts';
