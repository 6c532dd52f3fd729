import compression from 'compression';

/** For replies with something to read: most forms end in an address to go on to, which has nothing to make smaller. */
export const compress = compression({ threshold: 2048 });
