import { parseArgs } from 'node:util'
import { panelDrivers } from '#panels/index.ts'
import { examine, type Finding } from '#server/domain/doctor/index.ts'
import { adminCommand } from '#server/platform/product/index.ts'
import { givenOptions } from './given-options.ts'

const usage = `Checks configuration, disk, database, clock, mail server and panels, and says what to do.

  ${adminCommand('doctor', '[--json]')}

It reads the settings as the application does, and changes nothing. Run it as the user of the application. If the
application is running with the embedded database, only configuration and disk are checked.

Exit codes: 0 nothing failed, 1 something failed, 2 incorrect options.
`

const words = { ok: 'ok      ', warning: 'warning ', failed: 'FAILED  ' } as const

const line = ({ subject, state, message, remedy }: Finding): string =>
  `${words[state]} ${subject.padEnd(13)} ${message}\n${remedy === null ? '' : `${' '.repeat(23)} ${remedy}\n`}`

const { values } = givenOptions(
  () =>
    parseArgs({
      options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
    }),
  { usage, incorrect: 2 },
)
const findings = await examine(process.env, panelDrivers)
process.stdout.write(values.json ? `${JSON.stringify({ findings }, null, 2)}\n` : findings.map(line).join(''))
process.exitCode = findings.some(({ state }) => state === 'failed') ? 1 : 0
