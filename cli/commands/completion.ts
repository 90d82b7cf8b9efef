import { Argument, Command } from 'commander'
import type { Cli } from '../cli.ts'
import { bashScript } from '../completion/bash.ts'
import { fishScript } from '../completion/fish.ts'
import { wordsOf } from '../completion/words.ts'
import { zshScript } from '../completion/zsh.ts'
import { exitCodes } from '../exit-codes.ts'
import { act, examples } from './action.ts'

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript }

export const completionCommand = (cli: Cli, program: Command): Command =>
  act(
    new Command('completion')
      .description('Print a script with which a shell completes commands and options')
      .addArgument(new Argument('<shell>').choices(['bash', 'zsh', 'fish']))
      .addHelpText(
        'after',
        examples(
          'source <(nextpanel-billing completion bash)    # in ~/.bashrc',
          'source <(nextpanel-billing completion zsh)     # in ~/.zshrc, after compinit',
          'nextpanel-billing completion fish > ~/.config/fish/completions/nextpanel-billing.fish',
        ),
      ),
    async (shell: keyof typeof scripts) => {
      cli.screen.print(scripts[shell](wordsOf(program)))
      return exitCodes.ok
    },
  )
