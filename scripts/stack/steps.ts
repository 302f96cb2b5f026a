/** Progress of a launcher: named steps with their times. */
export async function step<T>(
  name: string,
  work: () => Promise<T> | T,
  note?: (value: T) => string,
): Promise<T> {
  const began = Date.now();
  process.stdout.write(`-> ${name} … `);
  try {
    const value = await work();
    const extra = note?.(value);
    console.log(`${extra ? `${extra}, ` : ''}${((Date.now() - began) / 1000).toFixed(1)} s`);
    return value;
  } catch (error) {
    console.log('failed');
    throw error;
  }
}
