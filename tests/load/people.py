"""People at the app's own door: the websocket that a browser opens, spoken with Streamlit's own messages."""

import time
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from assistant.conversations import new_owner

PATIENCE_S = 180


@dataclass
class Screen:
    """What one run of the script has sent.

    Attributes:
        said: Every text, in order.
        errors: What Streamlit shows when a script fails.
        box: Widget id of the chat input.
        first_s: Seconds until the first text.
        whole_s: Seconds until the script was done.
    """

    said: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    box: str = ""
    first_s: float = 0.0
    whole_s: float = 0.0

    @property
    def text(self) -> str:
        return "\n".join(self.said)


class Person:
    """Somebody with a browser of their own.

    Args:
        address: Of the app, such as http://127.0.0.1:8501.
    """

    def __init__(self, address: str) -> None:
        self.query = ""
        self.page = ""
        self._socket = connect(
            f"{address.replace('http', 'ws')}/_stcore/stream",
            subprotocols=["streamlit"],
            additional_headers={"Cookie": f"newtrade_owner={new_owner()}"},
            origin=address,
            max_size=None,
            open_timeout=PATIENCE_S,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._socket.close()

    def open(self, query: str = "") -> Screen:
        """Open the app."""
        self.query = query
        return self._run()

    def ask(self, screen: Screen, question: str) -> Screen:
        """Ask a question on a screen and wait until its answer stands."""
        return self._run(screen.box, question)

    def _run(self, box: str = "", typed: str = "") -> Screen:
        sent = BackMsg()
        sent.rerun_script.query_string = self.query
        sent.rerun_script.page_script_hash = self.page
        if box:
            state = sent.rerun_script.widget_states.widgets.add()
            state.id = box
            state.chat_input_value.data = typed
        began = time.perf_counter()
        self._socket.send(sent.SerializeToString())
        screen = Screen()
        while True:
            told = ForwardMsg()
            told.ParseFromString(self._socket.recv(timeout=PATIENCE_S))
            self._take(told, screen, began)
            done = told.WhichOneof("type") == "script_finished"
            if done and told.script_finished == ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY:
                screen.whole_s = time.perf_counter() - began
                return screen

    def _take(self, told: ForwardMsg, screen: Screen, began: float) -> None:
        kind = told.WhichOneof("type")
        if kind == "page_info_changed":
            self.query = told.page_info_changed.query_string
        elif kind == "navigation":
            self.page = told.navigation.page_script_hash
        elif kind == "delta" and told.delta.WhichOneof("type") == "new_element":
            element = told.delta.new_element
            shown = element.WhichOneof("type")
            if shown == "chat_input":
                screen.box = element.chat_input.id
            elif shown == "markdown":
                screen.first_s = screen.first_s or time.perf_counter() - began
                screen.said.append(element.markdown.body)
            elif shown in {"exception", "alert"}:
                screen.errors.append(str(getattr(element, shown)))
