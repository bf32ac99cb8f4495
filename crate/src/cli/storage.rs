//! How weights are stored, as the command line names it.

use clap::ValueEnum;
use mimique::Storage;

#[derive(Clone, Copy, ValueEnum)]
pub enum StorageName {
    /// 4 bytes per weight, as they are
    F32,
    /// 2 bytes per weight
    F16,
    /// 1 byte per weight, with one scale per output
    I8,
}

impl From<StorageName> for Storage {
    fn from(name: StorageName) -> Self {
        match name {
            StorageName::F32 => Self::F32,
            StorageName::F16 => Self::F16,
            StorageName::I8 => Self::I8,
        }
    }
}
