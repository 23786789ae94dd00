import { createApp } from './app.js';

let leaving = false;
const server = createApp({
  name: process.env.NAME ?? 'quotes',
  version: process.env.VERSION ?? 'unknown',
  ready: () => !leaving,
});
server.listen(Number(process.env.PORT ?? 8080));

// Kubernetes says goodbye: what is under way is finished, nothing new is asked for.
process.once('SIGTERM', () => {
  leaving = true;
  server.close(() => process.exit());
  server.closeIdleConnections();
});
