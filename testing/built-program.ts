import { serverBundle } from '../scripts/server-bundle.ts'

let bundle: ReturnType<typeof serverBundle> | undefined

/**
 * Returns the arguments of Node for a program. The server is run from its bundle, as in production, if there is one of the present
 * sources: it starts with a quarter of the processor time.
 */
export function built(program: string): readonly string[] {
  if (program !== 'server/main.ts') return [program]
  bundle ??= serverBundle()
  return bundle.isBuilt ? ['--enable-source-maps', bundle.main] : [program]
}
