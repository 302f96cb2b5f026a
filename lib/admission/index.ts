export { admitRender, admitRequests, isPressed } from './admit-requests.ts';
export { busyEntry } from './busy-answer.ts';
export { type PlainPage, plainPage } from './plain-page.ts';
