import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { serverBundle } from './server-bundle.ts'

// Runs the server from its bundle, in this process. Loading the sources takes five times the processor time
// and twice the memory. `node server/main.ts` runs the same program without a bundle.

let builder: ChildProcess | undefined
/** As process 1 of a container, Node ignores a signal without a listener. The server has its own listener. */
const stopEarly = () => {
  builder?.kill()
  process.exit(0)
}
process.on('SIGTERM', stopEarly).on('SIGINT', stopEarly)

const { main, isBuilt } = serverBundle()
if (!isBuilt) {
  // In a separate process, because the bundler's memory would otherwise stay allocated.
  builder = spawn(process.execPath, [join(import.meta.dirname, 'build-server.ts')], { stdio: 'inherit' })
  const [status] = await once(builder, 'exit')
  if (status !== 0) {
    process.stderr.write('The server could not be bundled. See the error above. Nothing was started.\n')
    process.exit(1)
  }
}
await import(pathToFileURL(main).href)
process.off('SIGTERM', stopEarly).off('SIGINT', stopEarly)
