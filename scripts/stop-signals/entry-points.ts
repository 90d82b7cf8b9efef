/** One documented way to start a program that runs for long. docs/operations.md prints this table. */
export interface EntryPoint {
  readonly command: string
  /** Settings that select the program's task. */
  readonly settings: string
  /** The work after a stop signal, and the end of the data. */
  readonly stopping: string
  /** Exit code of the command. Node.js programs without own handling end by the signal, which npm returns as 128 + n. */
  readonly ends: 'code 0' | 'by the signal'
}

const server = 'Running requests, operations and jobs finish or are recorded.'
const reader = 'It ends at once. It only reads.'

export const entryPoints = {
  'npm start': { command: 'npm start', settings: '', stopping: server, ends: 'code 0' },
  web: { command: 'npm start', settings: 'ROLE=web', stopping: server, ends: 'code 0' },
  worker: { command: 'npm start', settings: 'ROLE=worker', stopping: server, ends: 'code 0' },
  sources: { command: 'node server/main.ts', settings: '', stopping: server, ends: 'code 0' },
  bundle: { command: 'node dist/server/<version>/main.js', settings: '', stopping: server, ends: 'code 0' },
  demo: {
    command: 'npm run demo',
    settings: '',
    stopping: 'Application, sandbox and mailbox end as the server does.',
    ends: 'code 0',
  },
  seed: {
    command: 'npm run seed',
    settings: '',
    stopping: 'Application and panels end as the server does.',
    ends: 'code 0',
  },
  simulate: { command: 'npm run simulate', settings: '', stopping: reader, ends: 'by the signal' },
  'check:books': { command: 'npm run check:books', settings: '', stopping: reader, ends: 'by the signal' },
  'audit:verify': { command: 'npm run audit:verify', settings: '', stopping: reader, ends: 'by the signal' },
  'secrets:rotate': {
    command: 'npm run secrets:rotate',
    settings: '',
    stopping: 'It ends at once. The next run with the same keys continues.',
    ends: 'by the signal',
  },
  'db:migrate': {
    command: 'npm run db:migrate',
    settings: '',
    stopping: 'It ends at once. PostgreSQL rolls the open migration back.',
    ends: 'by the signal',
  },
} as const satisfies Record<string, EntryPoint>

export const signals = ['SIGTERM', 'SIGINT'] as const
/** `process`: to the started command, as a service manager does. `group`: as Ctrl-C in a terminal does. */
export const targets = ['process', 'group'] as const
