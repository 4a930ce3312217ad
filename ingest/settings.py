"""Settings, from the environment (`NEWTRADE_…`) or a `.env` file; one class for all layers."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from kb.messages import DEFAULT_LANG, Lang

PROJECT = Path(__file__).resolve().parents[1]


class Settings(BaseSettings):
    """Where things are and which engines serve.

    Attributes:
        kb: Folder of the knowledge base.
        data: Folder of everything made here: generations and, without `database`, conversations.
        embedding: `packaged`, or `sentence-transformers:<hub name or local folder>`.
        chroma_url: Address of a Chroma server (`http://127.0.0.1:8000`); empty for the embedded store.
        database: Address of the database of conversations (`postgresql://user:password@host/name`); empty for an SQLite
            file in the data folder.
        lang: Language in which the command line speaks.
        address: Web address of the app (`https://newtrade.example.cn/`), for links in files; without it they have none.
        keep: How many generations stay on disk.
        questions_per_minute: How many questions one person may ask a minute.
    """

    model_config = SettingsConfigDict(env_prefix="NEWTRADE_", env_file=".env", extra="ignore", frozen=True)

    kb: Path = PROJECT / "kb"
    data: Path = PROJECT / "data"
    embedding: str = "packaged"
    chroma_url: str = ""
    database: str = Field(default="", repr=False)  # may hold a password
    lang: Lang = DEFAULT_LANG
    address: str = Field(default="", pattern=r"^(https?://\S+)?$")
    keep: int = Field(default=2, ge=2)
    questions_per_minute: int = Field(default=30, ge=1)

    @property
    def index(self) -> Path:
        """Folder of the generations."""
        return self.data / "index"
