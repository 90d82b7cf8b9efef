export { SessionStreams } from './api/session-streams.ts'
export { makeApp } from './app.ts'
export { ListenError, type Listener, listen } from './listen.ts'
export { requireWebApp, WebAppMissing, webAppDir } from './web-app/built.ts'
