/** Megabytes that the objects of a process may take (V8's old generation) where nobody says otherwise. */
export const heapMb = { web: 512, worker: 256 } as const;
/** What a process takes besides them at most: code, buffers, libraries, and what is young. */
export const besidesMb = 512;
