export { admitRender, admitRequests } from './admit-requests.ts';
export { busyEntry } from './busy-answer.ts';
