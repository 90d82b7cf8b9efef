/** One documented way to start a program that runs for long. docs/operations.md prints this table. */
export interface EntryPoint {
  readonly command: string
  /** Settings that select the program's task. */
  readonly settings: string
  /** The work after a stop signal, and the end of the data. */
  readonly stopping: string
  /** Exit code of the command. */
  readonly ends: 'code 0'
}

const server = 'Running requests, operations and jobs finish or are recorded.'

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
} as const satisfies Record<string, EntryPoint>

export const signals = ['SIGTERM', 'SIGINT'] as const
/** `process`: to the started command, as a service manager does. `group`: as Ctrl-C in a terminal does. */
export const targets = ['process', 'group'] as const
