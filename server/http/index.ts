export { SessionStreams } from './api/session-streams.ts'
export { makeApp } from './app.ts'
export { ListenError, type Listener, listen } from './listen.ts'
export { ensureWebAppBuilt, webAppDir } from './web-app/build.ts'
