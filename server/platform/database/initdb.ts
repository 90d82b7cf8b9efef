import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { litePlace } from './lite-place.ts'

// A program: makes an embedded database in the folder given, and ends. See make-cluster.ts.

const [directory] = process.argv.slice(2)
if (directory === undefined) throw new Error('Name the folder.')
const lite = await PGlite.create({ ...litePlace(directory), extensions: { pg_trgm } })
await lite.close()
