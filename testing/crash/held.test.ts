import { describe } from 'vitest'
import { sweep } from './sweep.ts'

describe('A create that was on hold, on the embedded database', () => sweep('held'))
