import { describe } from 'vitest'
import { sweep } from './sweep.ts'

describe('A create, on the embedded database', () => sweep('create'))
