import { build } from './build.ts';
import { makeFolders } from './instance.ts';
import { step } from './steps.ts';

/** Builds the shop and nothing else: for images and pipelines. */
makeFolders();
await step('building the shop', build, ({ folder }) => folder);
