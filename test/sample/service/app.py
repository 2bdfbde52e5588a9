"""Answers questions from scanned documents."""

import onnxruntime
import uvicorn
from fastapi import FastAPI
from vllm import LLM, SamplingParams

PROVIDERS = ["CUDAExecutionProvider", "CPUExecutionProvider"]

app = FastAPI()
detect = onnxruntime.InferenceSession("models/ch_PP-OCRv4_det_infer.onnx", providers=PROVIDERS)
recognise = onnxruntime.InferenceSession("models/ch_PP-OCRv4_rec_infer.onnx", providers=PROVIDERS)
rank = onnxruntime.InferenceSession("models/ranking-head.onnx", providers=PROVIDERS)
llm = LLM("models/answering", tensor_parallel_size=4, dtype="bfloat16", max_model_len=8192)


@app.post("/answer")
def answer(question: str, vector: list[float]) -> str:
    _, passages = rank.run(None, {"question": [vector]})
    prompt = f"Answer from passages {passages.tolist()}: {question}"
    return llm.generate(prompt, SamplingParams(max_tokens=512))[0].outputs[0].text


if __name__ == "__main__":
    uvicorn.run(app, host="0.0.0.0", port=8080)
