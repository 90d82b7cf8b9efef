import { pathToFileURL } from 'node:url'
import { serverBundle } from './server-bundle.ts'

// Runs the server from its bundle, in this process. Loading the sources takes five times the processor time
// and twice the memory. `node server/main.ts` runs the same program without a bundle.
// Nothing is built here: production has no build tools, and its user needs no write access to the code.

/** As process 1 of a container, Node ignores a signal without a listener. The server has its own listener. */
const stopEarly = () => process.exit(0)
process.on('SIGTERM', stopEarly).on('SIGINT', stopEarly)

const { main, isBuilt } = serverBundle()
if (!isBuilt) {
  process.stderr.write(
    'This version is not built. Nothing was started. Run `npm ci && npm run build` as the owner of the code, then start again.\n',
  )
  process.exit(1)
}
await import(pathToFileURL(main).href)
process.off('SIGTERM', stopEarly).off('SIGINT', stopEarly)
