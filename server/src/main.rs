//! The command line.

fn main() -> std::process::ExitCode {
    linli_server::cli::main()
}
