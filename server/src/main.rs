//! The command line.

/// Deciding makes and drops many small values; this allocator does so at less CPU than the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    linli_server::cli::main()
}
