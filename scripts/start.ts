import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { serverBundle } from './server-bundle.ts'

// Runs the server from its bundle, in this process. Loading the sources takes five times the processor time
// and twice the memory. `node server/main.ts` runs the same program without a bundle.

const { main, isBuilt } = serverBundle()
if (!isBuilt) {
  // In a separate process, because the bundler's memory would otherwise stay allocated.
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, 'build-server.ts')], {
    stdio: 'inherit',
  })
  if (status !== 0) {
    process.stderr.write('The server could not be bundled, see the error above. Nothing was started.\n')
    process.exit(1)
  }
}
await import(pathToFileURL(main).href)
