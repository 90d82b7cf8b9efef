import { basename } from 'node:path'

const program = 'nextpanel-billing-admin'

/** The part of a process that shows how it was started. */
interface Started {
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
}

/**
 * Returns the command line that runs a program of the administration, for usage texts and remedies. An installed package
 * has no npm scripts, so it is that of nextpanel-billing-admin if this process was started with it.
 * @param name the name of the npm script, for example `backup:verify`
 */
export function adminCommand(name: string, options = '', { argv, env }: Started = process): string {
  if (basename(argv[1] ?? '', '.js') !== program) return `npm run ${name}${options && ` -- ${options}`}`
  // npx finds the program of a project. Without it, the program is in the path.
  const npx = env.npm_command === 'exec' ? 'npx ' : ''
  return `${npx}${program} ${name}${options && ` ${options}`}`
}
