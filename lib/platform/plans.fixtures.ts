type Compiler = { QueryCompiler: { prototype: { compile: (query: string) => unknown } } };
// Not where it is imported: the package has no types of it, and TypeScript would look for them.
const runtime = '@prisma/client/runtime/query_compiler_fast_bg.mysql.mjs';

/** What Prisma made a plan for, as `Model.action`: nothing, where it has one already, and of raw statements. */
export async function plansOf(work: () => Promise<unknown>): Promise<string[]> {
  const { QueryCompiler } = (await import(runtime)) as Compiler;
  const { prototype } = QueryCompiler;
  const usual = prototype.compile;
  const made: string[] = [];
  prototype.compile = function compile(this: unknown, query: string) {
    const { modelName, action } = JSON.parse(query) as { modelName: string; action: string };
    made.push(`${modelName}.${action}`);
    return usual.call(this, query);
  };
  try {
    await work();
  } finally {
    prototype.compile = usual;
  }
  return made;
}
