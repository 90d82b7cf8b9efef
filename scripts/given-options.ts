interface Program {
  readonly usage: string
  /** The exit code of incorrect options, as the usage documents it. */
  readonly incorrect: 1 | 2
}

/** Ends the program: the message and the usage on standard error. Call it before anything is opened or changed. */
export function refuseOptions(message: string, { usage, incorrect }: Program): never {
  process.stderr.write(`${message.replace(/\.$/, '')}. Nothing was started.\n\n${usage}`)
  process.exit(incorrect)
}

/**
 * Returns the options of the command line. `--help` prints the usage and ends the program.
 * @param parse calls `parseArgs` of Node.js, with the option `help`
 */
export function givenOptions<Given extends { readonly values: { readonly help?: boolean | undefined } }>(
  parse: () => Given,
  program: Program,
): Given {
  const given = parsed(parse, program)
  if (!given.values.help) return given
  process.stdout.write(program.usage)
  process.exit(0)
}

function parsed<Given>(parse: () => Given, program: Program): Given {
  try {
    return parse()
  } catch (error) {
    return refuseOptions(error instanceof Error ? error.message : String(error), program)
  }
}
