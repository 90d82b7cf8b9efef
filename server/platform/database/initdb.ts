import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { litePlace } from './lite-place.ts'

// A program that creates an embedded database in the given folder and ends. See make-cluster.ts.

const [directory] = process.argv.slice(2)
if (directory === undefined) throw new Error('The folder argument is missing.')
const lite = await PGlite.create({ ...litePlace(directory), extensions: { pg_trgm } })
await lite.close()
