/** One documented way to start a program. docs/operations.md prints this table. */
export interface EntryPoint {
  readonly command: string
  /** Settings that select the program's task. */
  readonly settings: string
  /** The work after a stop signal, and the end of the data. */
  readonly stopping: string
  /** Exit codes of the command: of any signal, or of SIGTERM and SIGINT. A shell shows 128 and the number of a signal. */
  readonly ends: 'code 0' | 'code 143 or 130'
}

const server = 'Running requests, operations and jobs finish or are recorded.'
const nothing = 'It changes nothing, so nothing is left to do.'

const command = (name: string, stopping: string): EntryPoint => ({
  command: `npm run ${name}`,
  settings: '',
  stopping,
  ends: 'code 143 or 130',
})

export const entryPoints = {
  'npm start': { command: 'npm start', settings: '', stopping: server, ends: 'code 0' },
  web: { command: 'npm start', settings: 'ROLE=web', stopping: server, ends: 'code 0' },
  worker: { command: 'npm start', settings: 'ROLE=worker', stopping: server, ends: 'code 0' },
  sources: { command: 'node server/main.ts', settings: '', stopping: server, ends: 'code 0' },
  bundle: { command: 'node dist/server/<version>/main.js', settings: '', stopping: server, ends: 'code 0' },
  admin: { command: 'nextpanel-billing-admin start', settings: '', stopping: server, ends: 'code 0' },
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
  backup: command('backup', 'The incomplete file in a folder and the copy of the database are removed.'),
  restore: command('restore', 'Nothing is restored, and the incomplete database is removed.'),
  'backup:verify': command('backup:verify', 'The temporary database is removed.'),
  'secrets:rotate': command('secrets:rotate', 'The next run with the same keys continues.'),
  'db:migrate': command('db:migrate', 'PostgreSQL rolls the migration back.'),
  'two-factor:reset': command('two-factor:reset', 'All of it has happened, or nothing.'),
  simulate: command('simulate', 'The incomplete file of `--csv` is removed.'),
  'check:books': command('check:books', nothing),
  'audit:verify': command('audit:verify', nothing),
  doctor: command('doctor', nothing),
  soak: command(
    'soak',
    'Its servers are killed. Ctrl-C first waits for the current moment, and writes the report.',
  ),
  client: {
    command: 'nextpanel-billing',
    settings: '',
    stopping: 'The request is aborted. Work that the server accepted continues there.',
    ends: 'code 143 or 130',
  },
} as const satisfies Record<string, EntryPoint>

export const signals = ['SIGTERM', 'SIGINT'] as const
/** `process`: to the started command, as a service manager does. `group`: as Ctrl-C in a terminal does. */
export const targets = ['process', 'group'] as const
