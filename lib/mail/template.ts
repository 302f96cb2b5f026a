import type { z } from 'zod';
import type { Letter, Voice } from './letter.ts';

/** One kind of mail: the facts it needs, an example of them, and what it says. */
type Template<S extends z.ZodType> = {
  props: S;
  sample: z.input<S>;
  letter: (props: z.output<S>, voice: Voice) => Letter;
};

/** Ties a template's example and letter to its facts. `write` @throws ZodError when they are not the template's. */
export function template<S extends z.ZodType>({ props, sample, letter }: Template<S>) {
  const write = (facts: unknown, voice: Voice): Letter => letter(props.parse(facts), voice);
  return { props, sample, write };
}
