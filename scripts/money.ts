import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { floatsIn, isBillingCode } from './money/floats.ts'

/** Reports code in the folders of billing that could compute money with floats. */
const files = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.tsx'],
  {
    encoding: 'utf8',
  },
)
  .split('\n')
  .filter((path) => isBillingCode(path) && existsSync(path))

const complaints = files.flatMap((path) =>
  floatsIn(path, readFileSync(path, 'utf8')).map(
    ({ line, code, reason }) => `${path}:${line}: \`${code}\` ${reason}\n`,
  ),
)
process.stdout.write(complaints.join(''))
if (complaints.length > 0) process.exit(1)
