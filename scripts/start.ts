import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runChild } from './children.ts'
import { serverBundle } from './server-bundle.ts'

// Runs the server from its bundle, in this process. Loading the sources takes five times the processor time
// and twice the memory. `node server/main.ts` runs the same program without a bundle.
// A folder with the build tools, such as a fresh checkout, is built first. Production has none, and its user needs no
// write access to the code.

/**
 * As process 1 of a container, Node ignores a signal without a listener. The server has its own listener. A build ends
 * with this process, and leaves no incomplete result.
 */
const stopEarly = () => process.exit(0)
process.on('SIGTERM', stopEarly).on('SIGINT', stopEarly)

const root = join(import.meta.dirname, '..')

function stop(reason: string): never {
  process.stderr.write(`${reason} Nothing was started.\n`)
  process.exit(1)
}

/** In a separate process, because the memory of the tools would otherwise stay allocated. @returns whether it is built */
async function build(script: string): Promise<boolean> {
  return runChild([join(import.meta.dirname, script)])
}

const notBuilt = 'This version could not be built. See the error above.'

const { main, isBuilt } = serverBundle()
const hasWebApp = existsSync(join(root, 'web', 'dist', 'index.html'))
const hasDocs = existsSync(join(root, 'docs', 'dist', 'index.html'))
if (!isBuilt || !hasWebApp) {
  if (!existsSync(join(root, 'node_modules', 'vite')))
    stop(
      'This version is not built. Run `npm ci && npm run build` as the owner of the code, then start again.',
    )
  if (!isBuilt && !(await build('build-server.ts'))) stop(notBuilt)
  if (!hasWebApp && !(await build('build-web.ts'))) stop(notBuilt)
  // Without it, the application works, and /help says how to build it.
  if (!hasDocs && !(await build('build-docs.ts')))
    process.stderr.write('The documentation could not be built, so /help has none. See the error above.\n')
}
await import(pathToFileURL(main).href)
process.off('SIGTERM', stopEarly).off('SIGINT', stopEarly)
