import { writeFileSync } from 'node:fs'
import { faultMatrixPage } from './page.ts'

writeFileSync(new URL('../../docs/fault-matrix.md', import.meta.url), faultMatrixPage())
