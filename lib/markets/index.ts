export {
  defaultMarket,
  type Market,
  type MarketCode,
  marketCodes,
  marketOf,
  marketOfPath,
  markets,
  pathIn,
} from './markets.ts';
