export { getRoom } from './get-room.ts';
export { type Room, roomSchema } from './room.ts';
export { saveRoom } from './save-room.ts';
export { mayFill, type Standing, standInLine } from './stand-in-line.ts';
export { waitingPage } from './waiting-page.ts';
export { wayBack } from './way-back.ts';
