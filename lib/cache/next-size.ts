/** Shorter ones are written out as ever. */
const shortBytes = 1_024;

/**
 * Has JSON leave out what is in long Buffers, in this process. Next writes each page it stores out as JSON, its payload's
 * Buffer number by number, to learn a size that it then uses for `fetch` only: an eighth of what a cold render cost. Nothing
 * of ours writes a Buffer as JSON (decision 0229). @returns the function that takes it back.
 */
export function leaveBuffersOutOfJson(): () => void {
  const written = Buffer.prototype.toJSON;
  Buffer.prototype.toJSON = function toJSON(this: Buffer) {
    return this.length > shortBytes ? { type: 'Buffer', data: [] } : written.call(this);
  };
  return () => {
    Buffer.prototype.toJSON = written;
  };
}
