export { buildExposure } from './buildExposure';
