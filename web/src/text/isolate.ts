/** Keeps a text that others wrote from turning what stands beside it: as the server does in its files. */

export { balanced, isolated, isolatedList } from '../../../src/wire/isolate.ts';
