import { describe } from 'vitest'
import { sweep } from './sweep.ts'

describe('A terminate, on the embedded database', () => sweep('terminate'))
