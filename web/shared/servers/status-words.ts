import type { ServerStatus } from '#contracts/servers/schemas.ts'
import type { ToneLabel } from '../../lib/tone.ts'
import { words } from '../../words/index.ts'

const { server } = words.status

export const serverStatusWords: Record<ServerStatus, ToneLabel> = {
  unchecked: { label: server.unchecked, tone: 'quiet' },
  online: { label: server.online, tone: 'good' },
  degraded: { label: server.degraded, tone: 'warn' },
  offline: { label: server.offline, tone: 'bad' },
  'needs-operator': { label: server['needs-operator'], tone: 'bad' },
}

export const serverModeWords = words.status.serverMode
