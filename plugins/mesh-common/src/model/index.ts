export * from './decision';
export * from './delivery';
export * from './fleet';
export * from './freshness';
export * from './revision';
export * from './serviceView';
export * from './signals';
export * from './weights';
