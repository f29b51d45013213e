export const TEAM = 'Tower';

export enum Tier {
  Web = 'Web',
  Worker = 'Worker',
}

export const named = (...parts: string[]): string => parts.join('-');
