export { type AddressFormat, addressFormat, isPostcode, isRegion, type Region } from './formats.ts';
