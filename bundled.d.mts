export function isBundled(): boolean;
